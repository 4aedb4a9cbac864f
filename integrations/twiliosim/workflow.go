package twiliosim

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim/expression"
)

// maxConfiguration is TaskRouter's limit on a workflow's configuration, in bytes.
const maxConfiguration = 1_038_576

type workflow struct {
	sid                string
	name               string
	configuration      string
	filters            []*filter
	fallback           *queue // default_filter
	reservationTimeout int    // seconds
	assignmentURL      string // kept and shown only: Flex leaves it empty
	fallbackURL        string
	createdAt          time.Time
	updatedAt          time.Time
}

type filter struct {
	name       string
	expression *expression.Expression
	targets    []*target
}

type target struct {
	queue      *queue
	expression *expression.Expression // nil: any worker of the queue
	priority   *int
	timeout    time.Duration // 0: none
	skipIf     *expression.Expression
	knownSid   string // name of the task attribute that holds a worker's id
	knownName  string // or the worker's friendly name
}

// The configuration as TaskRouter reads it. Fields that are not here are refused.
type workflowConfig struct {
	TaskRouting struct {
		Filters       []filterConfig `json:"filters"`
		DefaultFilter *defaultFilter `json:"default_filter,omitempty"`
	} `json:"task_routing"`
}

type defaultFilter struct {
	Queue string `json:"queue"`
}

type filterConfig struct {
	Name       string         `json:"filter_friendly_name"`
	Expression string         `json:"expression"`
	Targets    []targetConfig `json:"targets"`
}

type targetConfig struct {
	Queue                   string `json:"queue"`
	Expression              string `json:"expression,omitempty"`
	Priority                *int   `json:"priority,omitempty"`
	Timeout                 int    `json:"timeout,omitempty"`
	SkipIf                  string `json:"skip_if,omitempty"`
	KnownWorkerSid          string `json:"known_worker_sid,omitempty"`
	KnownWorkerFriendlyName string `json:"known_worker_friendly_name,omitempty"`
}

// configure replaces the workflow's rules. On an error nothing has changed.
func (s *Server) configure(wf *workflow, text string) error {
	if len(text) > maxConfiguration {
		return invalid("Configuration is longer than %d bytes", maxConfiguration)
	}
	var config workflowConfig
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&config); err != nil {
		return invalid("Configuration: %v", err)
	}
	filters, err := s.readFilters(config.TaskRouting.Filters)
	if err != nil {
		return err
	}
	var fallback *queue
	if named := config.TaskRouting.DefaultFilter; named != nil {
		if fallback = s.queueBySid(named.Queue); fallback == nil {
			return invalid("Configuration: default_filter names no queue of this workspace")
		}
	}
	wf.configuration, wf.filters, wf.fallback = text, filters, fallback
	return nil
}

func (s *Server) readFilters(configs []filterConfig) ([]*filter, error) {
	var filters []*filter
	for _, each := range configs {
		parsed, err := expression.Parse(each.Expression)
		if err != nil {
			return nil, invalid("Configuration: filter %q: %v", each.Name, err)
		}
		read := &filter{name: each.Name, expression: parsed}
		for _, one := range each.Targets {
			ready, err := s.readTarget(one)
			if err != nil {
				return nil, invalid("Configuration: filter %q: %v", each.Name, err)
			}
			read.targets = append(read.targets, ready)
		}
		filters = append(filters, read)
	}
	return filters, nil
}

func (s *Server) readTarget(config targetConfig) (*target, error) {
	read := &target{queue: s.queueBySid(config.Queue), priority: config.Priority, timeout: time.Duration(config.Timeout) * time.Second}
	if read.queue == nil {
		return nil, invalid("target names no queue of this workspace")
	}
	if config.Timeout < 0 {
		return nil, invalid("timeout is negative")
	}
	var err error
	if read.expression, err = optionalExpression(config.Expression); err != nil {
		return nil, err
	}
	if read.skipIf, err = readSkipIf(config.SkipIf); err != nil {
		return nil, err
	}
	if read.knownSid, err = attributeName(config.KnownWorkerSid); err != nil {
		return nil, err
	}
	if read.knownName, err = attributeName(config.KnownWorkerFriendlyName); err != nil {
		return nil, err
	}
	return read, nil
}

func optionalExpression(source string) (*expression.Expression, error) {
	if source == "" {
		return nil, nil
	}
	return expression.Parse(source)
}

// readSkipIf allows the names that TaskRouter documents for skip_if and the simulator can count.
func readSkipIf(source string) (*expression.Expression, error) {
	parsed, err := optionalExpression(source)
	if err != nil || parsed == nil {
		return nil, err
	}
	for _, name := range parsed.Names() {
		if !slices.Contains([]string{"workers.available", "workers.unavailable"}, name) && !isSid(strings.TrimPrefix(name, "workers."), "WA") {
			return nil, invalid("skip_if knows no %q", name)
		}
	}
	return parsed, nil
}

// attributeName reads a known worker reference, which must be a task attribute: "task.cb_agent_sid".
func attributeName(reference string) (string, error) {
	name, ok := strings.CutPrefix(reference, "task.")
	if reference != "" && (!ok || name == "") {
		return "", invalid("a known worker is given by a task attribute, not by %q", reference)
	}
	return name, nil
}
