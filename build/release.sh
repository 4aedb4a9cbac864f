#!/bin/sh
# Builds the program for each platform into bin/release, with checksums and, for each, what it is made of: Go's modules and the npm packages of the
# screens, as one CycloneDX document.
# VERSION and LDFLAGS come from the Makefile. The screens must have been built before.
set -eu
out=bin/release
rm -rf "$out"
mkdir -p "$out"
screens=$(mktemp)
trap 'rm -f "$screens"' EXIT
# npm grumbles about settings of the machine's, on standard error, which is of no use here.
npm --prefix ui-extension sbom --sbom-format=cyclonedx --omit=dev --loglevel=error >"$screens"
for platform in ${PLATFORMS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64}; do
	os=${platform%/*} arch=${platform#*/}
	name="ringback-$VERSION-$os-$arch"
	echo "$name"
	CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -trimpath -ldflags "$LDFLAGS" -o "$out/$name" ./cmd/ringback
	go version -m "$out/$name" | VERSION=$VERSION node build/sbom.mjs "$name" "$screens" > "$out/$name.cdx.json"
done
cd "$out"
sha256sum ringback-* > SHA256SUMS
