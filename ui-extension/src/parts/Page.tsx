import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import { useEffect, type ReactElement, type ReactNode } from "react";

interface Props {
  title: string;
  /** Beside the title: buttons, a search field. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Page is the frame of a view: its title, what can be done, and the view. */
export function Page({ title, actions, children }: Props): ReactElement {
  useEffect(() => {
    document.title = `${title} · Ringback`;
  }, [title]);
  return (
    <Box display="flex" flexDirection="column" rowGap="space60" padding={["space50", "space70"]} minWidth="size0">
      <Box display="flex" flexWrap="wrap" alignItems="center" justifyContent="space-between" columnGap="space60" rowGap="space40">
        <Heading as="h1" variant="heading20" marginBottom="space0">
          {title}
        </Heading>
        {actions ? <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">{actions}</Box> : null}
      </Box>
      <Box minWidth="size0">{children}</Box>
    </Box>
  );
}
