// People get into the console by a link and by a key, see the views of their role, and choose its colours and language.
import { axe, noSideways, openPage, shot, story } from "./harness.mjs";

await story("the console lets people in and shows the views of their role", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback);
  await page.goto(ringback.link);
  await page.getByRole("heading", { name: "Call Back Queue" }).waitFor();
  if (page.url().includes("code=")) throw new Error(`the code stays in the address: ${page.url()}`);
  await page.getByRole("row").nth(1).waitFor();
  await axe(page, "the queue");
  await shot(page, "console-light");

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Teams and ladders" }).waitFor();
  await axe(page, "settings");
  await shot(page, "console-settings");

  await page.getByRole("button", { name: "Administrator" }).click();
  await page.getByText("Signed in as demo").waitFor();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.getByRole("menuitemradio", { name: "العربية" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "قائمة معاودة الاتصال" }).click();
  await page.getByRole("heading", { name: "قائمة معاودة الاتصال" }).waitFor();
  if ((await page.getAttribute("html", "dir")) !== "rtl") throw new Error("Arabic is not written from the right");
  await axe(page, "the queue, dark and from the right");
  await shot(page, "console-dark-rtl");

  await page.setViewportSize({ width: 360, height: 740 });
  await noSideways(page, "the queue on a telephone");
  await shot(page, "console-narrow-rtl");
  clean();
});

await story("whoever is not signed in is asked for a key, and told when it is wrong", async ({ ringback, browser }) => {
  const { page, clean, expect } = await openPage(browser, ringback, { width: 360 });
  expect(/401/); // browsers write every refusal to their console
  await page.goto(ringback.url);
  await page.getByLabel("Key").fill("rbk_wrong");
  await axe(page, "the sign-in page");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.getByText("unknown, used or too old").waitFor();
  await axe(page, "a refused sign-in");
  await noSideways(page, "the sign-in page");
  await shot(page, "console-sign-in");
  await page.getByLabel("Key").fill(ringback.key);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Call Back Queue" }).waitFor();
  await page.getByRole("button", { name: "Administrator" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Key").waitFor();
  clean();
});
