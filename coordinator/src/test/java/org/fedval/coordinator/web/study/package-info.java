@NullMarked
package org.fedval.coordinator.web.study;

import org.jspecify.annotations.NullMarked;
