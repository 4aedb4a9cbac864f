// The code of a sign-in link stands behind the #, which browsers send to nobody; it is taken from the address at once.
(function () {
  "use strict";

  function say(text) {
    document.getElementById("status").textContent = text;
  }

  async function signIn(body) {
    say("Signing in…");
    try {
      const response = await fetch("/api/v1/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (response.ok) {
        location.replace("/");
        return;
      }
      const problem = await response.json();
      say(problem.detail);
    } catch {
      say("Ringback does not answer. Try again in a moment.");
    }
  }

  document.getElementById("form").addEventListener("submit", function (event) {
    event.preventDefault();
    signIn({ key: document.getElementById("key").value.trim() });
  });

  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code) {
    history.replaceState(null, "", location.pathname);
    signIn({ code: code });
  }
})();
