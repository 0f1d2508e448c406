# What `.ci/run` and `.ci/nightly` have in common; both source it at the top of the checkout. Gives them `step NAME COMMAND…`, `pnpm`,
# the judges, and a directory `scratch` that is gone at the end.

export CI=1 NO_COLOR=1 TURBO_TELEMETRY_DISABLED=1
scratch=$(mktemp -d)
report=$scratch/report
trap 'rm -rf "$scratch"' EXIT
package_manager=$(node -p 'require("./package.json").packageManager')
failed=()

pnpm() {
  npx -y "$package_manager" "$@"
}

step() {
  local name=$1 start=$SECONDS status=0
  shift
  printf '\n== %s\n' "$name"
  "$@" || status=$?
  if ((status != 0)); then failed+=("$name"); fi
  printf '== %s: %s in %d s\n' "$name" "$( ((status == 0)) && echo ok || echo "FAILED ($status)")" $((SECONDS - start))
  return "$status"
}

# Runs scripts of the workspace at the same time, for those that keep one processor busy, and prints what they print one after
# another. Arguments are NAME=SCRIPT.
side_by_side() {
  local index names=("${@%%=*}") scripts=("${@#*=}") ids=()
  for index in "${!names[@]}"; do
    step "${names[index]}" pnpm "${scripts[index]}" >"$scratch/step-$index" 2>&1 &
    ids+=($!)
  done
  for index in "${!names[@]}"; do
    wait "${ids[index]}" || failed+=("${names[index]}")
    cat "$scratch/step-$index"
  done
}

# Outside judges that some tests ask. A test whose judge is missing is skipped. Arguments are further ones: PROGRAM=PACKAGE, where
# PROGRAM is a name or a path.
install_judges() {
  local -A packages=([cmark]=cmark [7z]=p7zip-full [strace]=strace [unzip]=unzip [python3]=python3
    [ssh-keygen]=openssh-client [openssl]=openssl)
  # The packages of these start servers where systemd runs.
  if [[ ! -d /run/systemd/system ]]; then
    packages+=([promtool]=prometheus [prometheus-node-exporter]=prometheus-node-exporter [redis-server]=redis-server)
  fi
  local tool missing=()
  for tool in "$@"; do packages+=(["${tool%=*}"]="${tool#*=}"); done
  for tool in "${!packages[@]}"; do
    [[ -e $tool ]] || command -v "$tool" >/dev/null || missing+=("${packages[$tool]}")
  done
  if ((${#missing[@]} == 0)); then
    echo 'All are there.'
  elif ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    echo "Going without ${missing[*]}: only root can install them, with apt-get."
  elif ! (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}") \
    >"$report" 2>&1; then
    echo "Going without ${missing[*]}: apt-get failed with: $(tail -n 1 "$report")"
  else
    echo "Installed ${missing[*]}."
  fi
}

# The supported versions of Node besides this one, for the tests that run the program on them. Without them, those are skipped.
install_nodes() {
  local platform running version name wanted=()
  platform=$(node -p 'process.platform + "-" + process.arch')
  running=$(node -p 'process.versions.node.split(".")[0]')
  for version in 20.19.0 22.23.3 24.21.0 26.10.0; do
    name=node-${version%%.*}
    if [[ $name != "node-$running" ]] && ! command -v "$name" >/dev/null; then
      wanted+=("$name@npm:node-$platform@$version")
    fi
  done
  if ((${#wanted[@]} == 0)); then
    echo 'All are there.'
  elif ! npm install --prefix "$scratch" --no-save --no-audit --no-fund --ignore-scripts "${wanted[@]}" >"$report" 2>&1; then
    echo "Going without ${wanted[*]%%@*}: npm failed with: $(grep -m 2 'npm error' "$report" | tail -n 1)"
  else
    mkdir "$scratch/bin"
    for name in "${wanted[@]%%@*}"; do ln -s "../node_modules/$name/bin/node" "$scratch/bin/$name"; done
    PATH=$scratch/bin:$PATH
    echo "Installed ${wanted[*]%%@*}."
  fi
}

# Prints which steps failed. Exit code 1 if one did.
summarize() {
  printf '\nTook %d s. Failed steps: %s\n' "$SECONDS" "$( ((${#failed[@]} == 0)) && echo none || (IFS=, && echo "${failed[*]}"))"
  ((${#failed[@]} == 0))
}
