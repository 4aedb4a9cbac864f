import type { ReactElement } from "react";
import { useEffect } from "react";

import { answer } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";
import { LoadingRows } from "../../parts/LoadingRows";
import { useStrings } from "../../strings/languages";
import { Refusal } from "../form/Refusal";
import { OnceShown } from "./OnceShown";

/** SignInLink makes a link that signs a person in by a key, and shows it this once. */
export function SignInLink({ name, done }: { name: string; done: () => void }): ReactElement {
  const say = useStrings();
  const { api, surroundings } = useHost();
  const { mutate, data, error } = useWrite((of: string, header) => answer(api.POST("/api/v1/keys/{name}/link", { params: { path: { name: of }, header } })));
  useEffect(() => { mutate(name); }, [mutate, name]);
  if (error) return <Refusal problem={error} />;
  if (!data?.path) return <LoadingRows rows={2} />;
  return <OnceShown title={say("access.link_title", { name })} detail={say("access.link_detail")} text={surroundings.baseUrl + data.path} done={done} />;
}
