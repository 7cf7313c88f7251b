/**
 * Several processes on one shared database, of which one leads. Main path: {@code Replica} to
 * {@code LeaseKeeper}, or to {@code Relay} while another leads. The relay passes bytes on and has
 * no key; a process that has lost its lease cannot write, because the database refuses it.
 */
@NullMarked
package org.fedval.coordinator.replica;

import org.jspecify.annotations.NullMarked;
