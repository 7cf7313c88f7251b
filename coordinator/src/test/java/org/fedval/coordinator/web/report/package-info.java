@NullMarked
package org.fedval.coordinator.web.report;

import org.jspecify.annotations.NullMarked;
