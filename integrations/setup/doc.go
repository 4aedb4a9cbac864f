// Package setup brings a Twilio workspace to what Ringback needs, and back: it reads what is there ([Read]), plans ([Plan]), applies the
// plan one step at a time ([Apply]), and undoes from a journal what it did ([Undo]).
//
// [Plan] is pure and looks at nothing but the state. Apply plans again after each step, so that a run that was killed is continued by the
// next, and a run with nothing to do changes nothing. What belongs to others is never touched: queues are known by our own names, filters
// of a workflow by their names' beginning, a sink by where it sends to. None of this has been run against a live account.
package setup
