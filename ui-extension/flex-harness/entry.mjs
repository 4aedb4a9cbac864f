// What becomes the page's one script: Flex UI, where its plugins look for it.
import * as Flex from "@twilio/flex-ui";

window.Twilio = { ...window.Twilio, Flex };
