import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState, type ReactElement } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { fakeRingback, show } from "../../test/render";
import type { LanguageName } from "../strings/languages";
import { ReasonField } from "./ReasonField";

const items = [
  { code: "driving", label: "Driving", labels: { ar: "يقود السيارة" }, match: [], team: null },
  { code: "at_work", label: "At work", labels: {}, match: [], team: null },
];

function Held({ first = "", seen }: { first?: string; seen: (reason: string) => void }): ReactElement {
  const [reason, setReason] = useState(first);
  return <ReasonField reason={reason} change={(next) => { setReason(next); seen(next); }} />;
}

function open(answers: object, first?: string, language: LanguageName = "en") {
  const seen = vi.fn();
  fakeRingback({ ...answers });
  show(<Held {...(first === undefined ? {} : { first })} seen={seen} />, { language });
  return seen;
}

afterEach(() => { vi.unstubAllGlobals(); });

describe("the reason", () => {
  it("is chosen from those that are configured, or said in words", async () => {
    const seen = open({ "GET /reasons": { items, next_cursor: null, version: 1 } });
    await screen.findByRole("option", { name: "At work" });
    const select = screen.getByLabelText("Reason");
    expect(within(select).getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["Not said", "Driving", "At work", "Other: in words"]);
    await userEvent.selectOptions(select, "At work");
    expect(seen).toHaveBeenLastCalledWith("At work");
    expect(screen.queryByLabelText("The reason in words")).toBeNull();
    await userEvent.selectOptions(select, "Other: in words");
    expect(seen).toHaveBeenLastCalledWith("");
    await userEvent.type(screen.getByLabelText("The reason in words"), "driving");
    expect(seen).toHaveBeenLastCalledWith("driving");
    expect(screen.getByLabelText("The reason in words")).toHaveValue("driving"); // what is typed does not turn into a choice
    await userEvent.selectOptions(select, "Not said");
    expect(seen).toHaveBeenLastCalledWith("");
  });
  it("is offered in the reader's language, and known again in any", async () => {
    open({ "GET /reasons": { items, next_cursor: null, version: 1 } }, "driving", "ar");
    expect(await screen.findByRole<HTMLOptionElement>("option", { name: "يقود السيارة" })).toHaveProperty("selected", true);
    expect(screen.getByRole("option", { name: "At work" })).toBeInTheDocument();
  });
  it("keeps the words of an earlier promise", async () => {
    open({ "GET /reasons": { items, next_cursor: null, version: 1 } }, "renovating");
    await screen.findByRole("option", { name: "Driving" });
    expect(screen.getByLabelText("The reason in words")).toHaveValue("renovating");
  });
  it("is said in words where there are none to choose from", async () => {
    const seen = open({ "GET /reasons": { items: [], next_cursor: null, version: 2 } });
    await vi.waitFor(() => { expect(screen.getByLabelText("Reason")).toHaveProperty("tagName", "INPUT"); });
    await userEvent.type(screen.getByLabelText("Reason"), "at sea");
    expect(seen).toHaveBeenLastCalledWith("at sea");
  });
});
