import { UserIcon } from "@twilio-paste/icons/esm/UserIcon";
import { Menu, MenuButton, MenuGroup, MenuItem, MenuItemRadio, MenuSeparator, useMenuState } from "@twilio-paste/menu";
import type { ReactElement } from "react";

import type { Me } from "../host";
import { useStrings } from "../strings/languages";
import type { Preferences } from "./preferences";

interface Props {
  me: Me;
  preferences: Preferences;
  change: (to: Partial<Preferences>) => void;
  signOut: () => void;
}

const themes = ["system", "light", "dark"] as const;
const names = ["en", "ar"] as const;

/** BrowserMenu holds who is signed in, the colours, the language and the way out. */
export function BrowserMenu({ me, preferences, change, signOut }: Props): ReactElement {
  const say = useStrings();
  const menu = useMenuState({ placement: "bottom-end" });
  return (
    <>
      <MenuButton {...menu} variant="secondary" size="small">
        <UserIcon decorative size="sizeIcon10" />
        {say(`shell.role_${me.role}`)}
      </MenuButton>
      <Menu {...menu} aria-label={say("shell.menu")}>
        <MenuItem {...menu} disabled>
          {say("shell.signed_in_as", { name: me.name })}
        </MenuItem>
        <MenuSeparator {...menu} />
        <MenuGroup label={say("shell.theme")}>
          {themes.map((theme) => (
            <MenuItemRadio {...menu} key={theme} name="theme" value={theme} checked={preferences.theme === theme} onChange={() => { change({ theme }); }}>
              {say(`shell.theme_${theme}`)}
            </MenuItemRadio>
          ))}
        </MenuGroup>
        <MenuSeparator {...menu} />
        <MenuGroup label={say("shell.language")}>
          {names.map((language) => (
            <MenuItemRadio {...menu} key={language} name="language" value={language} checked={preferences.language === language} onChange={() => { change({ language }); }}>
              {say(`shell.language_${language}`)}
            </MenuItemRadio>
          ))}
        </MenuGroup>
        <MenuSeparator {...menu} />
        <MenuItem {...menu} onClick={signOut}>
          {say("shell.sign_out")}
        </MenuItem>
      </Menu>
    </>
  );
}
