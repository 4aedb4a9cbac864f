import { useMemo } from "react";

import { useAgents } from "../api/queries";
import { useStrings } from "../strings/languages";

/** People gives the name of an agent, and of whoever did something. */
export interface People {
  agent: (sid: string | null | undefined) => string | undefined;
  actor: (actor: string) => string;
}

const programs = ["scheduler", "twilio"] as const;

/** usePeople names people as they are called; an agent whose name is unknown by the end of its sid. */
export function usePeople(): People {
  const say = useStrings();
  const agents = useAgents().data?.items;
  return useMemo(() => {
    const names = new Map(agents?.map(({ worker_sid, name }) => [worker_sid, name]));
    const agent = (sid: string | null | undefined) => (sid ? (names.get(sid) ?? `…${sid.slice(-6)}`) : undefined);
    function actor(text: string): string {
      const program = programs.find((each) => each === text);
      if (program) return say(`queue.actor_${program}`);
      const [kind, rest = ""] = text.split(/:(.*)/s);
      if (kind === "agent" || kind === "flex") return agent(rest) ?? text;
      return kind === "key" ? rest : text;
    }
    return { agent, actor };
  }, [agents, say]);
}
