// Each page of settings is looked at in each way: light, dark, on a telephone, from the right to the left.
import { axe, noSideways, openPage, shot, story } from "./harness.mjs";

const pages = [["teams", "Teams and ladders"], ["agents", "Agents' teams"], ["outcomes", "Outcomes and retry"], ["reasons", "Reasons"], ["hours", "Calling hours"], ["hours/set/au", "Calling hours"], ["hours/for", "Calling hours"], ["hours/holidays", "Calling hours"], ["hours/versions", "Calling hours"], ["roster", "Roster"], ["keys", "Keys"], ["inbox", "Inbox"], ["webhooks", "Webhooks"], ["webhooks/deliveries", "Webhooks"], ["welcome", "Welcome calls"], ["records", "Records and import"], ["records/import", "Records and import"], ["records/check", "Records and import"], ["setup", "Set-up"]];
const looks = { light: {}, dark: { dark: true }, narrow: { width: 360, height: 740 }, rtl: { language: "ar" } };

await story("every page of settings is accessible, light and dark, narrow and from the right", async ({ ringback, browser }) => {
  for (const [look, options] of Object.entries(looks)) {
    const { page, context, clean } = await openPage(browser, ringback, { ...options, key: ringback.key });
    for (const [path, heading] of pages) {
      await page.goto(`${ringback.url}/#/admin/${path}`);
      await page.getByRole("heading", look === "rtl" ? { level: 1 } : { level: 1, name: heading }).waitFor();
      await page.waitForFunction(() => !document.querySelector("main [role=status] [aria-hidden=true]"));
      await axe(page, `${path}, ${look}`);
      await noSideways(page, `${path}, ${look}`);
      await shot(page, `admin-${path.replaceAll("/", "-")}-${look}`, { fullPage: true });
    }
    clean();
    await context.close();
  }
});
