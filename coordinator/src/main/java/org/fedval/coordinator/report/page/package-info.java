@NullMarked
package org.fedval.coordinator.report.page;

import org.jspecify.annotations.NullMarked;
