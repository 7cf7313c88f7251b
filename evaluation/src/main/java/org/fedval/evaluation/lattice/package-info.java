/**
 * Which cells of a study may be opened: minimum cell size, minimum number of contributing sites,
 * and complementary suppression.
 *
 * <p>Main path: {@link org.fedval.evaluation.lattice.CellStructure}, {@link
 * org.fedval.evaluation.lattice.SuppressionRule}.
 *
 * <p>Imports the JDK only. Every site and the coordinator run the same pure integer function, so
 * that they always agree; there is no floating point here, and no knowledge of what a cell means.
 */
@NullMarked
package org.fedval.evaluation.lattice;

import org.jspecify.annotations.NullMarked;
