import { render } from "react-dom";

import { App } from "./App";
import { codeIn, makeDoor } from "./host";

const code = codeIn(location.hash);
// The code leaves the address bar, and with it the browser's history, before anything else happens.
if (code || location.pathname !== "/") history.replaceState(null, "", "/");

render(<App door={makeDoor(location.origin)} code={code} />, document.getElementById("app"));
