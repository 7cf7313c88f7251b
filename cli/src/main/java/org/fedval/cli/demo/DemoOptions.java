package org.fedval.cli.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of the demo.
 *
 * @param sites synthetic hospitals, 3 to 12
 * @param seed from which everything synthetic follows
 * @param drop agents to kill
 * @param serve whether everything goes on after the study, with the coordinator's pages
 * @param data folder with one folder a site; null for synthetic hospitals
 * @param model ONNX file; null for the demo's own
 * @param modelSpec its specification; null exactly when {@code model} is
 * @param study plan; null for the demo's own
 */
record DemoOptions(
    int sites,
    long seed,
    int drop,
    Path out,
    boolean keep,
    boolean serve,
    @Nullable Path data,
    @Nullable Path model,
    @Nullable Path modelSpec,
    @Nullable Path study) {}
