// How it looks: light and dark, beside Flex's own parts, which the plugin leaves as they were; and who sees what.
import { axe, clean, go, hangUp, ring, same, shot, story } from "../story.mjs";

const controls = () =>
  [...document.querySelectorAll(".Twilio-MainHeader button, .Twilio-TaskListBaseItem, .Twilio-TabHeader, .Twilio-TaskCanvasHeader button")].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const { fontSize, color, fontFamily } = getComputedStyle(each);
    return [each.textContent.replace(/\d+:?\d*s?/g, ""), Math.round(x), Math.round(y), Math.round(width), Math.round(height), fontSize, color, fontFamily];
  });

await story("the plugin is at home in light and dark Flex, and changes nothing of Flex", async (office) => {
  const found = {};
  for (const dark of [false, true]) {
    const desk = await office.desk("Maya", { dark });
    const donor = { name: dark ? "Nadia Night" : "Dora Day", phone: "+61491570156" };
    const call = await ring(office, desk, donor);
    await hangUp(office, desk, call);
    const name = dark ? "dark" : "light";
    await axe(desk.page, `the booking form, ${name}`);
    await shot(desk.page, `flex-tab-${name}`);
    await go(desk.page, "My Callbacks");
    await desk.page.getByRole("heading", { name: "My Callbacks" }).waitFor();
    await axe(desk.page, `My Callbacks, ${name}`);
    await shot(desk.page, `flex-mine-${name}`);
    clean(desk);
    await desk.context.close();
    await office.simulator.rest("POST", `/Tasks/${call}`, { AssignmentStatus: "completed", Reason: "done" });
  }
  for (const withPlugin of [true, false]) {
    const desk = await office.desk("Tom", { withPlugin });
    const call = await office.simulator.call(desk.worker.sid, { direction: "inbound", call_sid: `CA${"9".repeat(32)}`, from: "+61491570157", name: "Same Same" });
    await desk.page.getByText("Same Same").first().click();
    await desk.page.getByText("Hang Up").waitFor();
    found[withPlugin] = (await desk.page.evaluate(controls)).filter(([text]) => !/Callback|Info/.test(text));
    await desk.context.close();
    await office.simulator.hangUp(call);
    await office.simulator.rest("POST", `/Tasks/${call}`, { AssignmentStatus: "completed", Reason: "done" });
  }
  same(found.true, found.false, "Flex's own controls");
});

await story("a supervisor has the Call Back Queue; an agent neither sees nor gets it", async (office) => {
  const manager = await office.desk("Ines", { roles: ["supervisor"], path: "/ringback-queue" });
  await manager.page.getByRole("heading", { name: "Call Back Queue" }).waitFor();
  await manager.page.getByText("Owed now").first().waitFor();
  await axe(manager.page, "the Call Back Queue");
  await shot(manager.page, "flex-queue");
  clean(manager);
  const desk = await office.desk("Maya");
  await desk.page.getByRole("link", { name: "My Callbacks" }).waitFor();
  same(await desk.page.getByRole("link", { name: "Call Back Queue" }).count(), 0, "links to the queue on an agent's desk");
  const token = await office.simulator.flexToken(desk.worker.sid, ["agent"]);
  const { status } = await fetch(`${office.ringback.url}/api/v1/call-list`, { headers: { authorization: `Bearer ${token}` } });
  same(status, 403, "what an agent's token gets of a supervisor's list");
});
