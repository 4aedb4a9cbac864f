import { fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../../test/render";
import WelcomeCalls from "./WelcomeCalls";

const app = { name: "app", fields: { type: "welcome_call.requested", reference: "$.pledge.id", dry_run: "$.test" } };
const effect = { dry_run: true, version: 3, open: 2, affected: 0, items: [], summary: { newly_refused: 0, newly_allowed: 0, next_moved: 0, ladder_changed: 0, retry_changed: 0 } };
const answers = (items: object[]) => ({ "GET /welcome-sources": { items, next_cursor: null, version: 3 }, "GET /welcome-sources/versions": { items: [], next_cursor: null } });

afterEach(() => { vi.unstubAllGlobals(); });

// Queries by role look at every element, which takes jsdom seconds: these tests ask by text and label.
describe("the senders of welcome calls", () => {
  it("are changed upon the version that was read, and keep what the page does not show", async () => {
    fakeRingback({ ...answers([app]), "PUT /welcome-sources": (request: Request) => (request.url.includes("dry_run=1") ? effect : { items: [], next_cursor: null, version: 4 }) });
    show(<WelcomeCalls />);
    fireEvent.change(await screen.findByLabelText("record.name"), { target: { value: "$.donor.name" } });
    fireEvent.click(screen.getByText("Check and save"));
    fireEvent.click(await screen.findByText("Save the senders"));
    await vi.waitFor(() => { expect(asked.filter(({ method }) => method === "PUT")).toHaveLength(2); });
    const saved = asked.filter(({ method }) => method === "PUT")[1];
    expect(saved?.headers.get("If-Match")).toBe('"3"');
    expect(JSON.parse(saved?.body ?? "")).toEqual({ items: [{ name: "app", fields: { ...app.fields, "record.name": "$.donor.name" } }] });
  });
  it("have a name each, and what is wrong stands at its field", async () => {
    fakeRingback({ ...answers([app]), "PUT /welcome-sources": () => problem(422, "validation_failed", { errors: [{ field: "items[1].fields.reference", code: "validation_failed", detail: "missing: it says" }] }) });
    show(<WelcomeCalls />);
    fireEvent.change(await screen.findByLabelText("Sender"), { target: { value: "" } });
    fireEvent.change(screen.getByLabelText(/Name of the sender/), { target: { value: "app" } });
    expect(screen.getByText("There is a sender of this name.")).toBeVisible();
    fireEvent.change(screen.getByLabelText(/Name of the sender/), { target: { value: "web" } });
    fireEvent.click(screen.getByText("Check and save"));
    expect(await screen.findByText("missing: it says")).toBeVisible();
  });
});
