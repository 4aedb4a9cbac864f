import { useState } from "react";

import { authorize, credentialsOf } from "../api/client";
import { asProblem, problemOf } from "../api/problem";
import { useHost } from "../host";
import { problemTexts } from "../parts/ErrorState";
import { useStrings } from "../strings/languages";

/** useDownload keeps a file of the API on the reader's disk. It is fetched, since a plain link could not carry a Flex token. */
export function useDownload(): { busy: boolean; download: (path: string, name: string) => void } {
  const { surroundings, notify } = useHost();
  const say = useStrings();
  const [busy, setBusy] = useState(false);
  async function run(path: string, name: string) {
    setBusy(true);
    try {
      const headers = new Headers();
      authorize(headers, surroundings, "GET");
      const response = await fetch(surroundings.baseUrl + path, { headers, credentials: credentialsOf(surroundings) });
      if (!response.ok) throw problemOf(await response.json().catch(() => undefined), response);
      give(await response.blob(), name);
    } catch (failure) {
      const { title, detail } = problemTexts(asProblem(failure), say);
      notify("error", `${title}. ${detail}`);
    } finally {
      setBusy(false);
    }
  }
  return { busy, download: (path, name) => void run(path, name) };
}

function give(file: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
}
