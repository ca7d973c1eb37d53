#!/bin/sh
# Fetches the vendored npm packages in the versions below and keeps of each what is served, and its licence.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

keep() { # folder package version file...
	folder=$1 package=$2 version=$3
	shift 3
	(cd "$work" && npm pack --silent "$package@$version" >/dev/null && tar xzf "$package-$version.tgz")
	mkdir -p "$here/$folder"
	for file in "$@" LICENSE; do cp "$work/package/$file" "$here/$folder/"; done
	rm -rf "$work/package"
}

# Modules of D3 import each other by package name, which a browser cannot resolve: their folders lie side by side.
beside() { # folder imported
	sed -i "s|from\"$2\"|from\"../$2/$2.min.mjs\"|g" "$here/$1/$1.min.mjs"
}

keep graphiql graphiql 4.1.2 graphiql.min.js graphiql.min.css
keep react react 18.3.1 umd/react.production.min.js
keep react react-dom 18.3.1 umd/react-dom.production.min.js
keep d3-array d3-array 3.2.5 dist/d3-array.min.mjs
keep d3-geo d3-geo 3.1.2 dist/d3-geo.min.mjs
keep d3-hierarchy d3-hierarchy 3.1.3 dist/d3-hierarchy.min.mjs
keep topojson topojson-client 3.1.0 dist/topojson-client.min.js
keep land world-atlas 2.0.2 land-110m.json land-50m.json
beside d3-geo d3-array
node --experimental-default-type=module "$here/flatten.mjs" >"$here/land/land-110m-flat.mjs"
