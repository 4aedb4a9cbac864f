package subscribers

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// ErrPrivateAddress is returned when a host's address is not a public one. It is looked at after the name was resolved, for each
// connection anew, so that a name which changes its address is refused too.
var ErrPrivateAddress = errors.New("its address is not a public one; the setting webhooks.allow_private would allow it")

// guard refuses connections to addresses that are not public: it is a Control function of net.Dialer.
func guard(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read address: %w", err)
	}
	if !isPublic(to.Addr()) {
		return ErrPrivateAddress
	}
	return nil
}

// isPublic says whether an address may be one of the open Internet's. Addresses that hold an IPv4 address within them are judged by it.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	switch {
	case !a.IsValid(), a.IsUnspecified(), a.IsLoopback(), a.IsPrivate(), a.IsLinkLocalUnicast(), a.IsMulticast():
		return false
	}
	for _, block := range closedBlocks() {
		if block.Contains(a) {
			return false
		}
	}
	return true
}

// closedBlocks are the blocks of the IANA special-purpose registries (RFC 6890 and its successors) that are not reachable from everywhere,
// beside those that package netip knows. The metadata services of clouds lie in link-local, private or shared ones. Of the ways to write
// an IPv4 address as one of IPv6, all are closed: none is needed to reach a public host.
func closedBlocks() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
		netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("240.0.0.0/4"),
		netip.MustParsePrefix("::/96"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
		netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
		netip.MustParsePrefix("3fff::/20"), netip.MustParsePrefix("5f00::/16"),
	}
}
