/**
 * DICOM from an archive over DICOMweb (PS3.18): studies, series and instances are listed by
 * QIDO-RS, attributes come from WADO-RS metadata, pixels from the whole instance through the
 * project's own Part 10 reader. Main path: {@code DicomWebSource} lists through {@code
 * QidoListing}; {@code DicomWebObject} fetches through {@code Archive}, which retries and waits,
 * over {@code ArchiveHttp}.
 *
 * <p>May import the JDK's HTTP client, Jackson, {@code agent.dicom} and the key files of {@code
 * wire}. Refuses certificates that do not verify, redirects, plain HTTP to other machines unless
 * allowed, and bodies over a limit before they are in memory. Puts no UID and no address of an
 * object into a message.
 */
@NullMarked
package org.fedval.agent.dicomweb;

import org.jspecify.annotations.NullMarked;
