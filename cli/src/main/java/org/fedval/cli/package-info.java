/**
 * The {@code fedval} command. Main path: {@code FedvalMain} to one class a command, such as {@code
 * BundleCommand} and {@code InferCommand}, to the modules that do the work.
 *
 * <p>May import every module. Exit codes: 0 done, 1 failed, 2 wrong usage. Refuses to print a stack
 * trace: an error is one sentence on standard error that begins with {@code fedval: }.
 */
@NullMarked
package org.fedval.cli;

import org.jspecify.annotations.NullMarked;
