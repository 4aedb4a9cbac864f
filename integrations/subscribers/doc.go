// Package subscribers tells other systems what happened: it signs webhooks and posts them, and knows no rows.
package subscribers
