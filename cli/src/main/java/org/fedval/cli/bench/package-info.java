/**
 * How far the hot loops are from the bare cipher on this machine. Main path: {@code BenchCommand}
 * to {@code BenchCryptoCommand} to {@code CryptoBench}.
 *
 * <p>May import: {@code crypto}, {@code cli.input}. Refuses: a bare figure without the figure of
 * ours from the same rounds beside it, and real keys.
 */
@NullMarked
package org.fedval.cli.bench;

import org.jspecify.annotations.NullMarked;
