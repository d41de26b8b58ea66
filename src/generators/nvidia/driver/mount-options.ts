/** Of files that containers only read. */
export const readOnly: readonly string[] = ["ro", "nosuid", "nodev", "rbind", "rprivate"];

/** Of sockets: those who nest containers mount them again, which a read-only mount forbids. */
export const socket: readonly string[] = ["nosuid", "nodev", "rbind", "rprivate", "noexec"];
