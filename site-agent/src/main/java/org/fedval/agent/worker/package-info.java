/**
 * Inference in a process of its own, so that a model that crashes, loops or breaks out of the
 * runtime meets neither this site's keys nor its network. Main path: {@code WorkerLauncher} (which
 * isolation this host gives) to {@code WorkerEngine} (restarts and limits) to {@code WorkerProcess}
 * (one child) and, in the child, {@code InferenceWorker}.
 *
 * <p>May import {@code agent.inference}, {@code agent.preprocess} and {@code wire.bundle}. Model,
 * images and scores go through pipes, never through a file. Refuses to believe the child: every
 * length it sends is known before, every answer has a deadline. Nothing that a child prints is
 * kept.
 */
@NullMarked
package org.fedval.agent.worker;

import org.jspecify.annotations.NullMarked;
