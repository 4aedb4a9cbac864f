// Newer Flex gives each plugin a view of Flex of its own, by the plugin's name; older Flex has the one for all.
const own = window.Twilio.FlexProxy && window.Twilio.FlexProxy["plugin-ringback"];
module.exports = own || window.Twilio.Flex;
