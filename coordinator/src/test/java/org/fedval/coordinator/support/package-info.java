/** A coordinator's parts on a real database, and sites that answer with real cryptography. */
@NullMarked
package org.fedval.coordinator.support;

import org.jspecify.annotations.NullMarked;
