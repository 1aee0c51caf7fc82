"""The figures as a table, each beside what it is measured against."""


def show(figures):
    heading(figures)
    rows(galley(figures))
    if "peers" in figures:
        print("\nThe same no-op job, one worker each. Galley: 64 slots; acknowledges late; again after 15 s\n")
        rows(list(peers(figures)))


def heading(figures):
    print(f"{figures['cores']} cores, load {figures['load_before']:.1f} before\n")


def rows(lines):
    widths = [max(len(line[column]) for line in lines) for column in range(2)]
    for name, value, remark in lines:
        print(f"{name:<{widths[0]}}  {value:>{widths[1]}}  {remark}".rstrip())


def galley(figures):
    ceiling = figures["ceiling_per_s"]
    longer = figures["bare_roundtrip_per_s"] / figures["enqueue_single_per_s"]
    return [
        ("enqueue, one awaited call after the other", per_second(figures["enqueue_single_per_s"]),
         f"{longer:.2f} x the time of an empty script with the same arguments"),
        ("enqueue, 250 in a call, 4 callers", per_second(figures["enqueue_bulk_per_s"]), ""),
        drain(figures, "drain, 1 worker process, 64 slots", "drain_1_per_s"),
        drain(figures, "drain, 2 worker processes", "drain_2_per_s"),
        drain(figures, "  append-only file, fsync every second, 1 process", "aof_drain_1_per_s"),
        drain(figures, "  append-only file, fsync every second, 2 processes", "aof_drain_2_per_s"),
        ("ceiling: Redis alone, the same scripts and batches", per_second(ceiling), "1 s / its time for a job"),
        ("the same changes as plain commands", per_second(figures["raw_commands_per_s"]),
         f"redis-benchmark, 64 in a pipeline; {figures['raw_commands_per_s'] / ceiling:.1f} x the ceiling"),
        ("Redis time for a job, by a worker", f"{figures['redis_us_per_job']:.1f} us", ""),
        ("  reserve and settle, few pending", f"{figures['reserve_us_few_pending']:.1f} us", ""),
        (f"  reserve and settle, {figures['backlog']:,} pending", f"{figures['reserve_us_backlog']:.1f} us",
         f"{figures['reserve_us_backlog'] / figures['reserve_us_few_pending']:.2f} x"),
        pickup(figures, "pickup by an idle worker", ""),
        pickup(figures, "  1,000 pending in another queue", "_few_pending"),
        pickup(figures, f"  {figures['backlog']:,} pending in another queue", "_backlog"),
        ("Redis memory for a pending job", f"{figures['bytes_per_pending_job']:.0f} B", "payload of 100 B"),
        ("worker memory, idle", f"{figures['idle_rss_mb']:.1f} MB", f"{figures['idle_cpu_percent']:.2f} % of a core"),
        (f"worker memory, after {figures['worker_rss_jobs']:,} jobs", f"{figures['worker_rss_mb']:.1f} MB", ""),
        *scaling(figures),
        *recovery(figures),
        ("every job ran as often as it had to", "yes" if figures["exact"] else "NO", "counted in every run"),
    ]


def drain(figures, name, key):
    return (name, per_second(figures[key]), f"{figures[key] / figures['ceiling_per_s']:.0%} of the ceiling")


def pickup(figures, name, suffix):
    low, high, most = (figures[f"pickup_{part}_ms{suffix}"] for part in ("p50", "p99", "max"))
    return (f"{name}, p50", f"{low:.2f} ms", f"p99 {high:.2f} ms, max {most:.2f} ms")


def scaling(figures):
    what = f"jobs of {figures['scaling_wait_ms']} ms, {figures['scaling_slots']} slots a process"
    for workers in (1, 2, 4):
        if f"scaling_{workers}_per_s" in figures:
            linear, ideal = (figures.get(f"scaling_{workers}_of_{bound}") for bound in ("linear", "ideal"))
            remark = f"{linear:.1%} of linear" if linear else f"{ideal:.1%} of slots that only wait"
            yield (f"{what}, {workers}", per_second(figures[f"scaling_{workers}_per_s"]), remark)


def recovery(figures):
    for key, name in (
        ("recovery_child_s", "a child killed -9"),
        ("recovery_host_s", "a worker and its supervisor killed -9"),
        ("recovery_host_busy_s", "  the same while the others are busy"),
    ):
        if key in figures:
            yield (name, f"{figures[key]:.2f} s", "until its 8 jobs in flight run again")


def peers(figures):
    for peer in figures["peers"]:
        if "missing" in peer:
            yield (peer["title"], "-", peer["missing"])
            continue
        title = f"{peer['title']} {peer['version']}"
        yield (title, "", f"{peer['concurrency']}; acknowledges {peer['acknowledges']}")
        for name, key in (("  enqueue, one by one", "enqueue_single_per_s"), ("  drain", "drain_1_per_s")):
            yield (name, per_second(peer[key]), f"Galley's is {figures[key] / peer[key]:.1f} x")
        yield ("  Redis time for a job", f"{peer['redis_us_per_job']:.1f} us",
               f"Galley's is {figures['redis_us_per_job'] / peer['redis_us_per_job']:.2f} x")
        yield ("  pickup, p50", f"{peer['pickup_p50_ms']:.2f} ms",
               f"p99 {peer['pickup_p99_ms']:.2f} ms of {peer['pickups']};"
               f" Galley's p50 is {figures['pickup_p50_ms'] / peer['pickup_p50_ms']:.2g} x")
        yield ("  every job ran exactly once", "yes" if peer["exact"] else "NO", "")


def per_second(rate):
    return f"{rate:,.0f}/s"


def show_scale_out(figures):
    heading(figures)
    print(f"Documents of {figures['scale_out_stages']} stages that wait {figures['scale_out_wait_ms']} ms each,"
          f" {figures['scale_out_slots']} at a time in each worker process\n")
    rows([
        (f"{row['workers']} worker processes", f"{row['documents_per_s']:.1f}/s",
         f"{row['of_linear']:.1%} of linear, {row['of_ideal']:.1%} of slots that only wait")
        for row in figures["scale_out_waiting"]
    ])
    print("\nReports of the sample study to DOCX and PDF\n")
    rows([
        (f"{row['workers']} worker processes, {row['slots']} stages at a time in each",
         f"{row['documents_per_min']:.1f}/min",
         f"{row['gain']:.2f} x the first, {row['cores_busy']:.2f} of {figures['cores']} cores busy")
        for row in figures["scale_out_real"]
    ])
    print(f"\nevery document was made once: {'yes' if figures['exact'] else 'NO'}")


def show_pipeline(figures):
    heading(figures)
    show_reading(figures)
    print("A CSR from the sample study and a report of 60 pages in PDF\n")
    rows([
        ("five stages that do nothing, an idle worker, p50", f"{figures['hops_p50_ms']:.1f} ms",
         f"p99 {figures['hops_p99_ms']:.1f} ms, from enqueueing to the end"),
        *[(f"{asked} of sources {known}", f"{figures[f'report_{name}_{kind}_s']:.2f} s", remark(figures, name, kind))
          for name, asked in FORMATS.items()
          for kind, known in (("cold", "that nobody has read"), ("warm", "read before"))],
        *[(f"{FORMATS[row['formats']]}, {row['workers']} worker{'s' if row['workers'] > 1 else ''}, sources not read before",
           f"{row['documents_per_min']:.1f}/min",
           f"peak {row['peak_mb']:.0f} MB with all tools, {row['worker_peak_mb']:.0f} MB a worker alone")
          for row in figures["documents"]],
    ])
    print(f"\nevery document was made once: {'yes' if figures['exact'] else 'NO'}")


FORMATS = {"docx": "DOCX", "docx_pdf": "DOCX and PDF"}


def remark(figures, name, kind):
    if kind == "cold":
        return "from the question to the answer that it is complete"
    return f"{figures[f'report_{name}_cold_s'] / figures[f'report_{name}_warm_s']:.2f} x as fast"


def show_reading(figures):
    print("Reading a source in the confined child that a worker starts for it, and without that child\n")
    for line in figures["reading"]:
        rows([
            (f"{line['file']}, {line['bytes'] / 1e6:.1f} MB" + pages(line, "pages"), f"{line['confined_ms']:,.0f} ms",
             f"{rate(line, line['confined_ms'])}peak {line['peak_mb']:.0f} MB"),
            ("  without the child", f"{line['in_process_ms']:,.0f} ms",
             rate(line, line["in_process_ms"]) + own_time(line)),
            *([(f"  {line['bare']}", f"{line['bare_ms']:,.0f} ms",
                f"Galley without the child: {line['bare_ms'] / line['in_process_ms']:.2f} x as fast")]
              if "bare" in line else []),
            *[(f"  {peer['library']}", f"{peer['ms']:,.0f} ms" if "ms" in peer else "-",
               f"Galley in the child: {peer['ms'] / line['confined_ms']:.1f} x as fast" if "ms" in peer else "failed")
              for peer in line.get("libraries", [])],
        ])
        print()
    if figures["reading_trouble"]:
        print(f"Other libraries were left out: {figures['reading_trouble']}")


def pages(line, word):
    return f", {line['pages']:.0f} {word}" if line["pages"] else ""


def rate(line, taken):
    return f"{line['pages'] / taken * 1000:.0f} pages/s, " if line["pages"] else ""


def own_time(line):
    each = f", {line['own_processor_ms'] / line['pages']:.2f} ms a page" if line["pages"] else ""
    return f"of it {line['own_processor_ms']:.0f} ms in Galley's own code{each}"
