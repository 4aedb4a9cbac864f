import { Component, type ErrorInfo, type ReactElement, type ReactNode } from "react";

import { useStrings } from "../strings/languages";

interface Props {
  children: ReactNode;
  /** The part shows nothing when it works either: its failure is told to the console alone. */
  unseen?: boolean;
}

/** Guard keeps a part that throws from taking the page with it: inside Flex it would blank the agent's whole desktop, calls and all. */
export class Guard extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(failure: Error, where: ErrorInfo): void {
    console.error("ringback:", failure, where.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    if (this.props.unseen) return null;
    return <Crashed again={() => { this.setState({ failed: false }); }} />;
  }
}

// Plain HTML: what has failed may be the theme that Paste's components need.
function Crashed({ again }: { again: () => void }): ReactElement {
  const say = useStrings();
  return (
    <div role="alert" style={{ padding: "1rem" }}>
      <p style={{ fontWeight: 600 }}>{say("states.crashed_title")}</p>
      <p style={{ marginBlock: ".5rem" }}>{say("states.crashed_detail")}</p>
      <button type="button" onClick={again}>
        {say("states.retry")}
      </button>
    </div>
  );
}
