# Job data that Java writes, read and written by Swift, and read by Java again. Sourced by scripts/interop.
#
# CARNELIAN_DATA_MAPS  how many random maps of each form; default 2,000 (a long run: 20,000)

data_agrees() {
    local count=${CARNELIAN_DATA_MAPS:-2000} seed=${CARNELIAN_DATA_SEED:-5}
    echo "Both runtimes read each other's job data"
    "${java[@]}" carnelian.interop.Data make "$seed" "$count" >"$work/data"
    # The door on Swift's side is a test: it reads the file, compares the entries and writes data.swift.
    if CARNELIAN_DATA="$work/data" swift test --filter DataExchangeTests >"$work/exchange" 2>&1 \
        && [ -s "$work/data.swift" ]; then
        passed "Swift reads $count Properties texts, $count random texts and $count object streams as Java does"
    else
        failed "Swift reads Java's job data as Java does"
        tail -n 40 "$work/exchange" >&2
        return
    fi
    if "${java[@]}" carnelian.interop.Data check <"$work/data.swift" 2>"$work/data.differences"; then
        passed "Java reads the $(grep -c . "$work/data.swift") maps that Swift writes as they are"
    else
        failed "Java reads the maps that Swift writes as they are"
        head -n 30 "$work/data.differences" >&2
    fi
    use_database "objects" stock
    "${java[@]}" carnelian.interop.Data store --use-properties false --database-url "$CARNELIAN_DATABASE_URL" \
        --scheduler interop
    "$CARNELIAN_BIN" migrate >/dev/null
    sql "$database" -c "SELECT count(*) FROM qrtz_job_details WHERE substr(job_data, 1, 4) = '\\xaced0005'" >"$work/streams"
    echo 2 | same "Quartz stored its maps as object streams" - "$work/streams"
    {
        "$CARNELIAN_BIN" job show objects.plain --json | jq -cS .data
        "$CARNELIAN_BIN" trigger show objects.plain --json | jq -cS .data
    } >"$work/objects"
    same "the tool shows them as text" - "$work/objects" <<'EXPECTED'
{"boolean":"true","double":"2.5","float":"-0.125","int":"-2147483648","long":"9223372036854775807","null":"","text":"a=b: ü😀\r\n"}
{"of trigger":"7"}
EXPECTED
    "$CARNELIAN_BIN" job show refused.custom >"$work/refused" 2>&1 || true
    if grep -q 'key "price": found .*java\.math\.BigDecimal' "$work/refused"; then
        passed "another class is refused by its name"
    else
        failed "another class is refused by its name: $(cat "$work/refused")"
    fi
}
