/** Seeded laws, reference fixtures and small studies for the tests of this module. */
@NullMarked
package org.fedval.evaluation.support;

import org.jspecify.annotations.NullMarked;
