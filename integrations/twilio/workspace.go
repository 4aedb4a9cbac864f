package twilio

import (
	"context"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// Workspace is a TaskRouter workspace; Flex has one.
type Workspace struct {
	Sid  string
	Name string
	// EventCallbackURL is where its events go by form, with what follows a '#'; empty when nowhere.
	EventCallbackURL string
	// EventsFilter is a comma list of the types that go there; empty means all.
	EventsFilter string
}

// Workspaces returns the account's workspaces.
func (a *Admin) Workspaces(ctx context.Context) ([]Workspace, error) {
	var all []Workspace
	params := (&taskrouter.ListWorkspaceParams{}).SetPageSize(a.tasks.cfg.PageSize)
	err := a.tasks.pages(ctx, "list workspaces", func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageWorkspace(params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		for i := range page.Workspaces {
			w := &page.Workspaces[i]
			all = append(all, Workspace{text(w.Sid), text(w.FriendlyName), text(w.EventCallbackUrl), text(w.EventsFilter)})
		}
		return page.Meta, listed(page.Workspaces != nil, page.Meta)
	})
	return all, err
}

// CreateWorkspace makes a workspace without workflow and queues, and returns its sid. Activities and Task channels come with it.
func (a *Admin) CreateWorkspace(ctx context.Context, name string) (sid string, err error) {
	err = a.router(ctx, "create workspace", func(api *taskrouter.ApiService) error {
		made, err := api.CreateWorkspace((&taskrouter.CreateWorkspaceParams{}).SetFriendlyName(name).SetTemplate("NONE"))
		if err == nil {
			sid = text(made.Sid)
		}
		return err
	})
	return sid, err
}

// DeleteWorkspace deletes a workspace with all that is in it; one that is not there is no error.
func (a *Admin) DeleteWorkspace(ctx context.Context, workspaceSid string) error {
	const op = "delete workspace"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return err
	}
	return gone(a.router(ctx, op, func(api *taskrouter.ApiService) error { return api.DeleteWorkspace(workspaceSid) }))
}

// listed is an error for an answer that holds no list: taken for an empty one, all would seem to be missing and be made again.
func listed(has bool, meta pageMeta) error {
	if !has && meta.Key == "" {
		return errNoList
	}
	return nil
}

// SetEventCallback changes where the workspace's events go, and which.
func (a *Admin) SetEventCallback(ctx context.Context, workspaceSid, address, filter string) error {
	const op = "set event callback"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return err
	}
	return a.router(ctx, op, func(api *taskrouter.ApiService) error {
		_, err := api.UpdateWorkspace(workspaceSid, (&taskrouter.UpdateWorkspaceParams{}).SetEventCallbackUrl(address).SetEventsFilter(filter))
		return err
	})
}

// Channel is a Task channel.
type Channel struct{ Sid, Name, UniqueName string }

// Channels returns the workspace's Task channels.
func (a *Admin) Channels(ctx context.Context, workspaceSid string) ([]Channel, error) {
	const op = "list task channels"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return nil, err
	}
	var all []Channel
	params := (&taskrouter.ListTaskChannelParams{}).SetPageSize(a.tasks.cfg.PageSize)
	err := a.tasks.pages(ctx, op, func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageTaskChannel(workspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		for i := range page.Channels {
			c := &page.Channels[i]
			all = append(all, Channel{text(c.Sid), text(c.FriendlyName), text(c.UniqueName)})
		}
		return page.Meta, listed(page.Channels != nil, page.Meta)
	})
	return all, err
}

// CreateChannel makes a Task channel and returns its sid.
func (a *Admin) CreateChannel(ctx context.Context, workspaceSid, name, uniqueName string) (sid string, err error) {
	const op = "create task channel"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return "", err
	}
	err = a.router(ctx, op, func(api *taskrouter.ApiService) error {
		made, err := api.CreateTaskChannel(workspaceSid, (&taskrouter.CreateTaskChannelParams{}).SetFriendlyName(name).SetUniqueName(uniqueName))
		if err == nil {
			sid = text(made.Sid)
		}
		return err
	})
	return sid, err
}

// Activity is what a worker can be doing.
type Activity struct {
	Sid, Name string
	// Available says whether Tasks are offered in it.
	Available bool
}

// Activities returns the workspace's activities.
func (a *Admin) Activities(ctx context.Context, workspaceSid string) ([]Activity, error) {
	const op = "list activities"
	if err := usable(op, "WS", workspaceSid); err != nil {
		return nil, err
	}
	var all []Activity
	params := (&taskrouter.ListActivityParams{}).SetPageSize(a.tasks.cfg.PageSize)
	err := a.tasks.pages(ctx, op, func(api *taskrouter.ApiService, at cursor) (pageMeta, error) {
		page, err := api.PageActivity(workspaceSid, params, at.token, at.page)
		if err != nil {
			return pageMeta{}, err
		}
		for i := range page.Activities {
			one := &page.Activities[i]
			all = append(all, Activity{text(one.Sid), text(one.FriendlyName), one.Available != nil && *one.Available})
		}
		return page.Meta, listed(page.Activities != nil, page.Meta)
	})
	return all, err
}
