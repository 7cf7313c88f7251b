/**
 * From stored pixel values to the input tensor, exactly as the locked recipe says. Main path:
 * {@code GrayscaleImage} to {@code PreprocessingRecipe} to {@code InputTensor}.
 *
 * <p>May import {@code agent.dicom.GrayscaleImage}, {@code wire.bundle} and the JDK. Refuses an
 * image for which a step of the recipe is not defined; never guesses a window.
 */
@NullMarked
package org.fedval.agent.preprocess;

import org.jspecify.annotations.NullMarked;
