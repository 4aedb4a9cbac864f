// What a view of the plugin cannot digest stays in that view: Flex, and the call on it, go on.
import { clean, go, openTab, ring, same, shot, story } from "../story.mjs";

await story("a part of the plugin that fails leaves Flex standing", async (office) => {
  // An answer that nobody expects, from something between the browser and Ringback.
  const nonsense = (page) => page.route("**/api/v1/callbacks/mine*", (route) => route.fulfill({ json: { items: 7 }, headers: { "access-control-allow-origin": "*" } }));
  const desk = await office.desk("Maya", { before: nonsense });
  const { page } = desk;
  await ring(office, desk, { name: "Grace Giver", phone: "+61491570156" });
  await go(page, "My Callbacks");
  await page.getByText("This part cannot be shown").waitFor();
  await shot(page, "flex-crash");
  await go(page, "Agent Desktop");
  await page.getByText("Grace Giver").first().click();
  await openTab(page);
  await page.getByRole("button", { name: "Book the callback" }).waitFor();
  same(await page.getByText("This part cannot be shown").count(), 0, "other parts that cannot be shown");
  clean(desk, /ringback:|is not (iterable|a function)/);
});

await story("Flex starts, and takes calls, while Ringback is away", async (office) => {
  const desk = await office.desk("Maya"); // its browser knows the plugin from now on
  await office.ringback.stop();
  const { page } = desk;
  await ring(office, desk, { name: "Grace Giver", phone: "+61491570156" });
  await openTab(page);
  await page.getByText("No connection to Ringback.").waitFor();
  await go(page, "My Callbacks");
  await page.getByText("Ringback does not answer").waitFor();
  await shot(page, "flex-away");
  await office.ringback.start();
  await page.getByText("Ringback does not answer").waitFor({ state: "detached" });
  clean(desk, /ERR_CONNECTION_REFUSED/);
});
