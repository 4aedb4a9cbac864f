package app

import (
	"context"
	"errors"
	"sync"
	"time"
)

// The bounds of an end: together under the 12 seconds after which a supervisor may kill the process.
const (
	requestsWithin = 3 * time.Second
	storeWithin    = time.Second
)

// Stop ends the instance in order: no new requests and no new claims; what was claimed is finished; what was taken in is stored; then
// the database is let go. Each step has a bound, so that Stop returns within 12 seconds whatever hangs.
func (a *App) Stop(ctx context.Context) error {
	var requests, passes error
	var both sync.WaitGroup
	both.Go(func() { requests = a.stopServing(ctx) })
	both.Go(func() { passes = a.scheduler.Stop() })
	both.Wait()
	return errors.Join(requests, passes, a.release(ctx))
}

// stopServing lets requests under way finish; those that do not in time are cut off. Streams have no end of their own.
func (a *App) stopServing(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, requestsWithin)
	defer cancel()
	a.endStreams()
	if err := a.server.Shutdown(ctx); err != nil {
		return a.server.Close()
	}
	return nil
}

// release lets go of what New took, as far as it came.
func (a *App) release(ctx context.Context) error {
	var errs []error
	if a.webhooks != nil {
		ctx, cancel := context.WithTimeout(ctx, storeWithin)
		defer cancel()
		errs = append(errs, a.webhooks.Close(ctx))
	}
	if a.client != nil {
		a.client.Close()
	}
	if a.flex != nil {
		a.flex.Close()
	}
	if a.sender != nil {
		a.sender.Close()
	}
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	if a.listener != nil && a.server == nil {
		errs = append(errs, a.listener.Close())
	}
	return errors.Join(errs...)
}
