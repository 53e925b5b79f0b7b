/// The store and `MemoryJobStore` agree on whatever happens.
extension JobStoreConformance {
    static let modelling: [Check] = (1...12).map { seed in
        Check("G0.\(seed + 23)", "150 random steps leave what they leave in memory, seed \(seed)") { t in
            var walk = ModelWalk(t)
            try await walk.run(seed: UInt64(seed), steps: 150)
        }
    }
}
