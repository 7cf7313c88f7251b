@NullMarked
package org.fedval.coordinator.report.text;

import org.jspecify.annotations.NullMarked;
