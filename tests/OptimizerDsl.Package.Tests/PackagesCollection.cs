namespace OptimizerDsl.Package.Tests;

/// <summary>The tests that share the workplace.</summary>
[CollectionDefinition("packages")]
public sealed class PackagesCollection : ICollectionFixture<Workplace>;
