// Command ringback keeps promises to donors: it takes them in from Twilio's webhooks and brings each back, at its moment, to the right
// agent.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
)

// version and commit are set by the linker; see the Makefile.
var (
	version = "dev"
	commit  = "unknown"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := root().ExecuteContext(ctx); err != nil {
		explain(err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

// explain tells a person what went wrong. Wrong settings are listed one a line.
func explain(err error) {
	var problems config.Problems
	if !errors.As(err, &problems) {
		fmt.Fprintln(os.Stderr, "ringback:", err)
		return
	}
	fmt.Fprintln(os.Stderr, "ringback cannot start with these settings:")
	for _, p := range problems {
		fmt.Fprintf(os.Stderr, "  %s: %s\n", p.Name, p.Detail)
	}
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "ringback",
		Short:         "Scheduled callbacks for call centres on Twilio Flex",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	cmd.AddCommand(serveCommand(), simulateCommand(), migrateCommand(), apikeyCommand(), recordsCommand(), setupCommand(), doctorCommand(), pluginCommand(), versionCommand())
	return cmd
}
