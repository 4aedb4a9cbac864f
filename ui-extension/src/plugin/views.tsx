import type { Flex, Manager } from "@twilio/flex-ui";
import type { ComponentType, ReactElement } from "react";
import { useEffect, useState } from "react";

import { mayManage, type Me } from "../host";
import MyCallbacks from "../mine/MyCallbacks";
import CallBackQueue from "../queue/CallBackQueue";
import type { Say } from "../strings/texts";
import { Icon } from "./icons";
import type { Scope } from "./scope";

interface View {
  name: string;
  label: "shell.nav_mine" | "shell.nav_queue";
  icon: "callback" | "queue";
  for: (me: Me) => boolean;
  Show: ComponentType;
}

const views: readonly View[] = [
  { name: "ringback-mine", label: "shell.nav_mine", icon: "callback", for: (me) => me.workerSid !== undefined, Show: MyCallbacks },
  { name: "ringback-queue", label: "shell.nav_queue", icon: "queue", for: mayManage, Show: CallBackQueue },
];

/** addViews adds the whole-page views, each with its link at the side, for those whom they are for. */
export function addViews(flex: Flex, manager: Manager, me: Me, Scope: Scope, say: Say): void {
  for (const view of views.filter((each) => each.for(me))) {
    const { name, Show } = view;
    flex.ViewCollection.Content.add(
      <flex.View key={name} name={name}>
        <Scope>
          <Show />
        </Scope>
      </flex.View>,
    );
    flex.SideNav.Content.add(<Link key={name} flex={flex} manager={manager} view={view} label={say(view.label)} />, { sortOrder: 2 });
  }
}

interface LinkProps {
  flex: Flex;
  manager: Manager;
  view: View;
  label: string;
}

function Link({ flex, manager, view, label, ...given }: LinkProps): ReactElement {
  const active = useActiveView(manager) === view.name;
  const icon = <Icon of={view.icon} />;
  return (
    <flex.SideLink aria-label={label} {...sideNavProps(given)} icon={icon} iconActive={icon} isActive={active} onClick={() => void flex.Actions.invokeAction("NavigateToView", { viewName: view.name })}>
      {label}
    </flex.SideLink>
  );
}

/** The navigation tells its links whether there is room for words. */
function sideNavProps(given: object): { showLabel: boolean } {
  return { showLabel: "showLabel" in given ? Boolean(given.showLabel) : true };
}

function useActiveView({ store }: Manager): string | undefined {
  const read = () => store.getState().flex.view.activeView;
  const [active, setActive] = useState(read);
  useEffect(() => store.subscribe(() => { setActive(store.getState().flex.view.activeView); }), [store]);
  return active;
}
