/**
 * What people typed: {@code InputFile} reads it, {@code CliException} says what is wrong with it.
 */
@NullMarked
package org.fedval.cli.input;

import org.jspecify.annotations.NullMarked;
