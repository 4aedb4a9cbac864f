// Package twiliosim is a Twilio TaskRouter that fits in memory: one workspace on the wire, with webhooks, agents, a
// clock of your own and faults at the flick of a switch.
package twiliosim
