// Package twilio makes the few Twilio calls Ringback needs and reads what Twilio sends.
//
// Calls go through twilio-go's TaskRouter package over a small client of our own ([Client]), because the one it ships
// with knows no context, loses response headers and leaves the bodies of failures open. Every failure is an [*Error]
// whose [Class] says whether the request was carried out, was certainly not carried out, or may have been: TaskRouter
// has no idempotency key, so a Task whose creation is unknown must be looked for and never simply be created again.
//
// The readers ([ParseForm], [ParseCloudEvents], [ParseDisposition], [ParseAttributes]) are lenient with what they do
// not know and exact about what they do; none of them trusts its input before [Verifier] has seen it.
package twilio
