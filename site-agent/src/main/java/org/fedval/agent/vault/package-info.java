/**
 * What this site keeps is encrypted here. Main path: {@code KekSource} gives the site's one {@code
 * Kek}, {@code SealedFile} reads and writes a whole file under it, {@code StableStorage} puts bytes
 * on the disk so that they survive a loss of power.
 *
 * <p>Imports crypto and wire.files only. Refuses to write a secret in the clear, and to open a file
 * that another key sealed or that stands where another file belongs.
 */
@NullMarked
package org.fedval.agent.vault;

import org.jspecify.annotations.NullMarked;
